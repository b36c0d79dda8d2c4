package org.example;

import java.util.Map;
import org.kernos.api.KernelContext;
import org.kernos.api.KernelException;
import org.kernos.api.Reconfigurable;

/** Says what it has been configured with. */
public final class Kernel implements Reconfigurable {
    private final KernelContext context;
    private volatile String seen;

    public Kernel(KernelContext context) {
        this.context = context;
        this.seen = context.configuration().toString();
    }

    public String inForce() {
        return context.configuration().toString();
    }

    public String seen() {
        return seen;
    }

    /** A function of the hook's name. */
    public String reconfigure(String name) {
        return "as " + name;
    }

    @Override
    public void reconfigure(Map<String, String> config) {
        seen = config + " in place of " + context.configuration();
        if (config.containsKey("fail")) {
            throw KernelException.raised(21, "too fast");
        } else if (config.containsKey("change")) {
            config.put("change", "of the map itself");
        }
    }
}
