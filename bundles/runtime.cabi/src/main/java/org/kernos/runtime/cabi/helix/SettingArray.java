package org.kernos.runtime.cabi.helix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Settings as an array of {@code struct helix_setting} in memory, with the texts behind it. */
final class SettingArray implements AutoCloseable {

    private static final int WORD = Native.POINTER_SIZE;

    private final Memory memory;

    /**
     * @param settings of texts that C can hold
     */
    SettingArray(SortedMap<String, String> settings) {
        List<byte[]> texts = new ArrayList<>();
        settings.forEach((key, value) -> {
            texts.add(Texts.of(key));
            texts.add(Texts.of(value));
        });
        long start = (long) WORD * texts.size();
        // Memory of no bytes cannot be had.
        memory = new Memory(Math.max(
                1, start + texts.stream().mapToLong(text -> text.length).sum()));
        long at = start;
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            memory.write(at, text, 0, text.length);
            memory.setPointer((long) WORD * i, memory.share(at));
            at += text.length;
        }
    }

    Pointer address() {
        return memory;
    }

    @Override
    public void close() {
        memory.close();
    }
}
