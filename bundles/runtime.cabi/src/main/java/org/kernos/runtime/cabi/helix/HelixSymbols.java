package org.kernos.runtime.cabi.helix;

import java.util.List;
import java.util.stream.Stream;
import org.kernos.runtime.cabi.state.StateHook;

/** What native Helix modules export, beside {@link StateHook} ({@code helix/module.h}, helix X-8). */
public final class HelixSymbols {

    public static final String CREATE = "_helix_module_create";
    public static final String DESTROY = "_helix_module_destroy";

    /** For modules whose header has no init. */
    public static final String INIT = "_helix_module_init";

    /** For modules whose header has no cleanup. */
    public static final String CLEANUP = "_helix_module_cleanup";

    static final String ERROR_MESSAGE = "helix_error_message";
    static final String CONFIGURE = "helix_configure";
    static final String RECONFIGURE = "helix_reconfigure";
    static final String HANDLE_MESSAGE = "helix_handle_message";
    static final String FREE_MESSAGE = "helix_free_message";

    private static final List<String> LIFE = List.of(
            CREATE, DESTROY, INIT, CLEANUP, ERROR_MESSAGE, CONFIGURE, RECONFIGURE, HANDLE_MESSAGE, FREE_MESSAGE);

    private HelixSymbols() {}

    /** Each of them is called where it is exported. */
    public static List<String> all() {
        return Stream.concat(LIFE.stream(), StateHook.allOfHelix().stream()).toList();
    }
}
