package org.kernos.runtime.cabi.object;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.elf.ElfMachine;

/**
 * An object in this process's memory. Closing it runs its functions for the end and unmaps it. Whoever
 * closes it makes sure that no code of it runs any more, and that nothing else uses its symbols.
 */
public final class MappedObject implements SymbolSource, AutoCloseable {

    private static final String REGISTER = "__register_frame";
    private static final String DEREGISTER = "__deregister_frame";

    private final CodeMemory memory;
    private final LinkedImage image;
    private volatile boolean begun;
    private volatile boolean closed;

    private MappedObject(CodeMemory memory, LinkedImage image) {
        this.memory = memory;
        this.image = image;
    }

    /**
     * Maps an object. Nothing of it has run before {@link #begin}.
     *
     * @param symbols where what it does not define itself is found
     * @throws ModuleException when it cannot be linked or mapped; nothing is mapped then
     */
    public static MappedObject map(ObjectFile file, SymbolSource symbols) throws ModuleException {
        ObjectScan scan = ObjectScan.of(file, machine(file));
        return map(file, scan, Layout.of(file, scan, CodeMemory.pageSize()), symbols);
    }

    /**
     * As {@link #map(ObjectFile, SymbolSource)}, for an object that was scanned and laid out for this machine.
     *
     * @throws ModuleException when it cannot be linked or mapped; nothing is mapped then
     */
    public static MappedObject map(ObjectFile file, ObjectScan scan, Layout layout, SymbolSource symbols)
            throws ModuleException {
        CodeMemory memory = CodeMemory.reserve(file, layout.size(), scan.isLow());
        MappedObject mapped = null;
        try {
            LinkedImage image = Linking.link(file, scan, layout, memory.address(), symbols);
            memory.write(image.bytes().array());
            protect(memory, layout);
            mapped = new MappedObject(memory, image);
            return mapped;
        } finally {
            if (mapped == null) {
                memory.close();
            }
        }
    }

    private static ElfMachine machine(ObjectFile file) throws ModuleException {
        Optional<ElfMachine> machine = ElfMachine.findByName(Platform.ARCH);
        if (machine.isEmpty()) {
            throw new ModuleException(
                    file.unsupported("cannot be linked: objects for '" + Platform.ARCH + "' are not supported")
                            .fix("build a shared library"));
        }
        return machine.get();
    }

    private static void protect(CodeMemory memory, Layout layout) throws ModuleException {
        memory.protect(layout.start(Layout.CODE), layout.start(Layout.CONSTANT), CodeMemory.READ | CodeMemory.EXECUTE);
        memory.protect(layout.start(Layout.CONSTANT), layout.start(Layout.VARIABLE), CodeMemory.READ);
        memory.flush(layout.start(Layout.CONSTANT));
    }

    /** Makes its frames known to those who throw exceptions, and runs its functions for the begin. Once, before anything else. */
    public void begin() {
        begun = true;
        call(REGISTER, image.frames());
        image.functions().init().forEach(MappedObject::call);
    }

    private static void call(String function, List<Long> arguments) {
        long address = arguments.isEmpty() ? 0 : ProcessSymbols.find(function);
        for (long argument : arguments) {
            // Without such a library no exception can be thrown either.
            if (address != 0) {
                Function.getFunction(new Pointer(address)).invokeVoid(new Object[] {argument});
            }
        }
    }

    private static void call(long function) {
        Function.getFunction(new Pointer(function)).invokeVoid(new Object[0]);
    }

    @Override
    public Optional<Definition> definitionOf(String symbol) {
        return closed ? Optional.empty() : Optional.ofNullable(image.exports().get(symbol));
    }

    /** Of a section, by its index; 0 for one that is no part of memory. */
    public long sectionAddress(int index) {
        boolean isThere =
                index > 0 && index < image.layout().sections() && image.layout().section(index) >= 0;
        return isThere ? image.base() + image.layout().section(index) : 0;
    }

    /** How many bytes it takes, in whole pages. */
    public long size() {
        return image.layout().size();
    }

    /** In the order in which the system unloads a library: its own functions, destructors of C++, frames, memory. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (begun) {
            image.functions().fini().forEach(MappedObject::call);
            call("__cxa_finalize", List.of(image.base()));
            image.functions().late().forEach(MappedObject::call);
            call(DEREGISTER, image.frames());
        }
        memory.close();
    }
}
