package org.kernos.runtime.cabi.helix;

import java.util.List;

/** What native Helix modules export ({@code helix/module.h}, helix X-8). */
public final class HelixSymbols {

    public static final String CREATE = "_helix_module_create";
    public static final String DESTROY = "_helix_module_destroy";

    /** For modules whose header has no init. */
    public static final String INIT = "_helix_module_init";

    /** For modules whose header has no cleanup. */
    public static final String CLEANUP = "_helix_module_cleanup";

    static final String ERROR_MESSAGE = "helix_error_message";
    static final String CONFIGURE = "helix_configure";
    static final String HANDLE_MESSAGE = "helix_handle_message";
    static final String FREE_MESSAGE = "helix_free_message";
    static final String SERIALIZE_STATE = "helix_serialize_state";
    static final String FREE_STATE = "helix_free_state";
    static final String DESERIALIZE_STATE = "helix_deserialize_state";
    static final String STATE_VERSION = "helix_state_version";
    static final String STATE_SIZE = "helix_state_size";
    static final String PREPARE_RELOAD = "helix_prepare_reload";
    static final String COMPLETE_RELOAD = "helix_complete_reload";
    static final String VERIFY_STATE = "helix_verify_state";

    private static final List<String> ALL = List.of(
            CREATE,
            DESTROY,
            INIT,
            CLEANUP,
            ERROR_MESSAGE,
            CONFIGURE,
            HANDLE_MESSAGE,
            FREE_MESSAGE,
            SERIALIZE_STATE,
            FREE_STATE,
            DESERIALIZE_STATE,
            STATE_VERSION,
            STATE_SIZE,
            PREPARE_RELOAD,
            COMPLETE_RELOAD,
            VERIFY_STATE);

    private HelixSymbols() {}

    /** Each of them is called where it is exported. */
    public static List<String> all() {
        return ALL;
    }
}
