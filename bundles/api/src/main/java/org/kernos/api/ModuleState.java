package org.kernos.api;

/** Where a module is in its life (architecture, section 7). */
public enum ModuleState {
    /** Installed, not started; or started and waiting for its runtime. */
    REGISTERED("Registered"),
    /** Being opened by its runtime. */
    LOADING("Loading"),
    /** Its functions can be called. */
    ACTIVE("Active"),
    /** Calls wait, as during a swap. */
    PAUSED("Paused"),
    /** Being closed: no new calls, running ones end. */
    UNLOADING("Unloading"),
    /** Could not be opened; its problems say why. */
    ERROR("Error");

    private final String display;

    ModuleState(String display) {
        this.display = display;
    }

    @Override
    public String toString() {
        return display;
    }
}
