package org.example;

import org.kernos.api.value.Value;
import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "methods"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() throws Exception {}
    @Override public void cleanup() throws Exception {}

    public void addTask(long id) {}
    public void count() {}
    public void overloaded(long a) {}
    public void overloaded(String a) {}
    public void name(String number) {}
    public int ratio(long value) { return 0; }
    public char[] text(char[] text) { return text; }
    public Value.Symbol task(Value.Symbol task) { return task; }
    public boolean good(boolean value) { return value; }
}
