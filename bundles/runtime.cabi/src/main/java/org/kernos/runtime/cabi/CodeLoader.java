package org.kernos.runtime.cabi;

import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.elf.ElfObject;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.SymbolSource;
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
        Place place = Place.of(module.files().location() + "/" + checked.path());
        return LinkedObject.open(new ObjectFile(object, checked.path(), place), visibleTo(module));
    }

    /** What a module's object may use of other modules and of this process. */
    SymbolSource visibleTo(ModuleContext module) {
        return exports.visibleTo(module);
    }

    /** From now on the modules that depend on this one find its exports. */
    void opened(ModuleContext module, NativeCode code) {
        exports.add(module, code);
    }

    /** From now on nobody finds its exports. */
    void closing(ModuleContext module) {
        exports.remove(module);
    }
}
