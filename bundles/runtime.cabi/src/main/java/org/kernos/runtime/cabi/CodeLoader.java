package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.elf.ElfObject;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.spi.ModuleContext;

/** Brings modules' code into memory: libraries by the system's loader, objects by our own. */
final class CodeLoader {

    private final ModuleExports exports;
    private final UnloadedLibraries unloaded;

    CodeLoader(ModuleExports exports, UnloadedLibraries unloaded) {
        this.exports = exports;
        this.unloaded = unloaded;
    }

    /**
     * @throws ModuleException when it cannot be opened; nothing is mapped then
     */
    NativeCode open(LibraryCheck check, LibraryCheck.Checked checked, ModuleContext module) throws ModuleException {
        ElfObject object = checked.object();
        if (object == null) {
            return OpenLibrary.open(check, checked, module, unloaded);
        }
        VisibleSymbols symbols = exports.visibleTo(module);
        LinkedObject linked = null;
        try {
            ObjectFile file = new ObjectFile(object, checked.path(), Place.of(location(module, checked.path())));
            linked = LinkedObject.open(file, symbols, symbols::release);
            return linked;
        } finally {
            if (linked == null) {
                symbols.release().forEach(module::warn);
            }
        }
    }

    private static String location(ModuleContext module, String path) {
        return module.files().location() + "/" + path;
    }

    /** From now on the modules that depend on this one find its exports. */
    void opened(ModuleContext module, NativeCode code) {
        exports.add(module, code);
    }

    /**
     * From now on nobody finds its exports. Unmaps it, when nobody uses them any more.
     *
     * @param unmapped runs behind that
     * @return what is still mapped
     */
    List<Problem> close(ModuleContext module, NativeCode code, Runnable unmapped) {
        exports.remove(module, code);
        List<Problem> problems = new ArrayList<>(code.close(unmapped));
        unloaded.keptIfUsed(module.descriptor().name(), module.revision(), location(module, code.path()), code)
                .ifPresent(problems::add);
        return problems;
    }
}
