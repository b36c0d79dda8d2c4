package org.example;

import org.kernos.api.KernelContext;

public class Kernel implements AutoCloseable {
    private final KernelContext context;

    public Kernel(KernelContext context) { this.context = context; }

    public void self() { System.getProperties().put("kernos.test.self", this); }

    public boolean sees(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    public String setting(String name) { return context.module() + ": " + context.setting(name); }

    @Override
    public void close() {
        System.getProperties().merge("kernos.test.closed", "once", (a, b) -> a + ", and again");
    }
}
