package org.kernos.runtime.cabi.state;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The functions that native code may export for its state, by the names that Helix modules and kernels have for them. */
public enum StateHook {
    SAVE("helix_serialize_state", "kernel_save_state"),
    RESTORE("helix_deserialize_state", "kernel_restore_state"),
    FREE("helix_free_state", "kernel_free_state"),
    VERSION("helix_state_version", "kernel_state_version"),
    SIZE("helix_state_size", "kernel_state_size"),
    PREPARE("helix_prepare_reload", "kernel_prepare_reload"),
    COMPLETE("helix_complete_reload", "kernel_complete_reload"),
    VERIFY("helix_verify_state", "kernel_verify_state");

    private final String helix;
    private final String kernel;

    StateHook(String helix, String kernel) {
        this.helix = helix;
        this.kernel = kernel;
    }

    /** As a Helix module exports it; its first argument is the module. */
    public String ofHelix() {
        return helix;
    }

    /** As a kernel exports it; there is no such argument. */
    public String ofKernel() {
        return kernel;
    }

    /** Without these two there is no state to move; the others are called where they are. */
    public boolean isRequired() {
        return this == SAVE || this == RESTORE;
    }

    public static List<String> allOfHelix() {
        return all().map(StateHook::ofHelix).toList();
    }

    public static List<String> allOfKernels() {
        return all().map(StateHook::ofKernel).toList();
    }

    private static Stream<StateHook> all() {
        return Arrays.stream(values());
    }
}
