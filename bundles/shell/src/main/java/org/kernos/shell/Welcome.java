package org.kernos.shell;

import java.time.Duration;
import java.time.Instant;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleRegistry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;

/** The last command of the interactive shell's profile: waits until the boot directories are loaded and says what is there. */
@Component(service = Welcome.class)
@GogoCommand(scope = "gogo", function = "__kernos_welcome")
public final class Welcome {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BundleContext context;
    private final ModuleRegistry registry;
    private final ServiceTracker<BootReport, BootReport> reports;

    @Activate
    public Welcome(BundleContext context, @Reference ModuleRegistry registry) {
        this.context = context;
        this.registry = registry;
        this.reports = new ServiceTracker<>(context, BootReport.class, null);
        reports.open();
    }

    @Deactivate
    void close() {
        reports.close();
    }

    public void __kernos_welcome(CommandSession session) throws InterruptedException {
        session.getConsole().println(text());
        session.getConsole().flush();
    }

    private String text() throws InterruptedException {
        BootReport report = reports.waitForService(PATIENCE.toMillis());
        if (report == null) {
            return "Kernos has not loaded its boot directories in " + PATIENCE.toSeconds()
                    + " s: a kernel_init may still run, or a bundle is missing; 'lb' shows them, the log says more.";
        }
        int refused = report.refused().size();
        int optional = report.optional().size();
        return "Kernos " + context.getBundle().getVersion().toString().replaceAll("\\.[^.]*$", "")
                + " on " + framework()
                + ", JDK " + Runtime.version().feature()
                + ": " + report.active().size() + " modules active, "
                + registry.functions().size() + " functions"
                + (refused == 0 ? "" : ", " + refused + " modules refused (see the log)")
                + (optional == 0 ? "" : ", " + optional + " optional ones not active (see the log)")
                + ", " + secondsSinceStart() + " s. Type help.";
    }

    private String framework() {
        String vendor = String.valueOf(context.getProperty(Constants.FRAMEWORK_VENDOR));
        return (vendor.startsWith("Apache") ? "Felix" : vendor) + " "
                + context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getVersion();
    }

    /** Since the launcher began, with one decimal. */
    private String secondsSinceStart() {
        String started = context.getProperty("kernos.started");
        Instant now = Instant.now();
        long tenths = Duration.between(started == null ? now : Instant.parse(started), now)
                        .plusMillis(50)
                        .toMillis()
                / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
