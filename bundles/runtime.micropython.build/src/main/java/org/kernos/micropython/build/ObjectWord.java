package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets the host see the object itself (design Y-2e): the conversion of a Python object into three words begins with storing the
 * object's own word into the
 * third. For an integer the stock conversion says only its lowest 32 bits, silently; the third word it leaves alone.
 */
final class ObjectWord {

    private static final int OBJECT = 0;
    private static final int WORDS = 1;
    private static final int THIRD = 8;

    private ObjectWord() {}

    static void apply(WasmModule module) {
        WasmFunction conversion = module.exported("proxy_convert_mp_to_js_obj_cside");
        List<Instruction> body = new ArrayList<>(List.of(
                Instruction.of(Op.LOCAL_GET, WORDS),
                Instruction.of(Op.LOCAL_GET, OBJECT),
                Instruction.storeInt(THIRD)));
        body.addAll(conversion.body);
        conversion.body = body;
    }
}
