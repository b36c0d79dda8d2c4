package org.kernos.launcher;

import java.util.Hashtable;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** What the shell bundle does, for a test: the status is the number of arguments. */
public class EchoConsole implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        var properties = new Hashtable<String, Object>();
        properties.put("kernos.console", new String[] {"command", "interactive"});
        context.registerService(
                ToIntFunction.class, (ToIntFunction<String[]>) arguments -> arguments.length, properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
