package org.kernos.container.call;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the class of an object that stands for a module: each method calls one method handle, which is a constant of the class,
 * so that the JIT sees through it. A {@link java.lang.reflect.Proxy} boxes each argument and looks the method up on each call,
 * which takes as long as the call itself.
 */
final class BoundClass {

    private static final int JAVA_17 = 61;
    private static final int FINAL_SYNTHETIC = 0x1030;
    private static final int PUBLIC = 1;
    private static final int STATIC = 8;
    private static final String OBJECT = "java/lang/Object";
    private static final String HANDLE = "java/lang/invoke/MethodHandle";
    private static final String HANDLES = "java/lang/invoke/MethodHandles";
    private static final String CLASS_DATA_AT =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;";

    private final ByteArrayOutputStream poolBytes = new ByteArrayOutputStream();
    private final DataOutputStream pool = new DataOutputStream(poolBytes);
    private final Map<String, Integer> constants = new HashMap<>();
    private final ByteArrayOutputStream methodBytes = new ByteArrayOutputStream();
    private final DataOutputStream methods = new DataOutputStream(methodBytes);
    private int methodCount;

    /** One method of the class to be. */
    record Body(String name, MethodHandle handle) {}

    private BoundClass() {}

    /**
     * An object of a new class in the interface's own package.
     *
     * @throws IllegalAccessException when the interface is in a module that is not open to this class
     */
    static Object make(Class<?> type, List<Body> bodies) throws IllegalAccessException {
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        List<MethodHandle> handles = bodies.stream().map(Body::handle).toList();
        try {
            byte[] bytes = new BoundClass().write(type.getName(), bodies);
            MethodHandles.Lookup made = withAllRights(inside).defineHiddenClassWithClassData(bytes, handles, true);
            return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (IllegalAccessException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A lookup that comes from another module than the interface's, as that of another class loader always does, may define
     * classes but no hidden ones. A class defined with it, one for each package, can ask for a lookup that may.
     */
    private static MethodHandles.Lookup withAllRights(MethodHandles.Lookup inside) throws Throwable {
        if (inside.hasFullPrivilegeAccess()) {
            return inside;
        }
        String name = inside.lookupClass().getPackageName() + ".KernosLookup";
        Class<?> door;
        synchronized (BoundClass.class) {
            try {
                door = inside.findClass(name);
            } catch (ClassNotFoundException e) {
                door = inside.defineClass(new BoundClass().writeDoor(name));
            }
        }
        return (MethodHandles.Lookup)
                inside.findStatic(door, "lookup", MethodType.methodType(MethodHandles.Lookup.class))
                        .invoke();
    }

    private byte[] write(String type, List<Body> bodies) throws IOException {
        constructor();
        for (int i = 0; i < bodies.size(); i++) {
            method(bodies.get(i), i);
        }
        String name = type.replace('.', '/');
        byte[] bootstraps = bootstraps(bodies.size());
        return file(name + "$$Bound", new int[] {1, classNamed(name)}, bootstraps);
    }

    private byte[] writeDoor(String name) throws IOException {
        String descriptor = "()L" + HANDLES + "$Lookup;";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeByte(0xB8); // invokestatic
        code.writeShort(methodOf(HANDLES, "lookup", descriptor));
        code.writeByte(0xB0); // areturn
        method(STATIC, "lookup", descriptor, bytes.toByteArray(), 1, 0);
        return file(name.replace('.', '/'), new int[] {0}, new byte[0]);
    }

    /**
     * @param interfaces their count, then each
     */
    private byte[] file(String name, int[] interfaces, byte[] attribute) throws IOException {
        int thisClass = classNamed(name);
        int superClass = classNamed(OBJECT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(JAVA_17);
        out.writeShort(constants.size() + 1);
        poolBytes.writeTo(out);
        out.writeShort(FINAL_SYNTHETIC);
        out.writeShort(thisClass);
        out.writeShort(superClass);
        for (int item : interfaces) {
            out.writeShort(item);
        }
        out.writeShort(0); // fields
        out.writeShort(methodCount);
        methodBytes.writeTo(out);
        out.writeShort(attribute.length == 0 ? 0 : 1);
        out.write(attribute);
        return bytes.toByteArray();
    }

    private void constructor() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeByte(0x2A); // aload_0
        code.writeByte(0xB7); // invokespecial
        code.writeShort(methodOf(OBJECT, "<init>", "()V"));
        code.writeByte(0xB1); // return
        method(PUBLIC, "<init>", "()V", bytes.toByteArray(), 1, 1);
    }

    private void method(Body body, int index) throws IOException {
        MethodType type = body.handle().type();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeByte(0x13); // ldc_w
        code.writeShort(handleConstant(index));
        int local = 1;
        for (Class<?> parameter : type.parameterList()) {
            code.writeByte(0xC4); // wide
            code.writeByte(0x15 + kind(parameter)); // a load
            code.writeShort(local);
            local += size(parameter);
        }
        code.writeByte(0xB6); // invokevirtual
        code.writeShort(methodOf(HANDLE, "invokeExact", type.toMethodDescriptorString()));
        code.writeByte(type.returnType() == void.class ? 0xB1 : 0xAC + kind(type.returnType()));
        method(PUBLIC, body.name(), type.toMethodDescriptorString(), bytes.toByteArray(), local + 2, local);
    }

    private void method(int access, String name, String descriptor, byte[] code, int stack, int locals)
            throws IOException {
        methodCount++;
        for (int item : new int[] {access, text(name), text(descriptor), 1, text("Code")}) {
            methods.writeShort(item);
        }
        methods.writeInt(code.length + 12);
        methods.writeShort(stack);
        methods.writeShort(locals);
        methods.writeInt(code.length);
        methods.write(code);
        methods.writeInt(0); // no exceptions, no attributes
    }

    /** As the opcodes count: int, long, float, double, reference. */
    private static int kind(Class<?> type) {
        if (type == long.class) {
            return 1;
        } else if (type == float.class) {
            return 2;
        } else if (type == double.class) {
            return 3;
        }
        return type.isPrimitive() ? 0 : 4;
    }

    private static int size(Class<?> type) {
        return type == long.class || type == double.class ? 2 : 1;
    }

    /** The attribute in which each handle is the element of the class data with its index. */
    private byte[] bootstraps(int count) throws IOException {
        int name = text("BootstrapMethods");
        int classDataAt = entry("bootstrap", 15, 6, methodOf(HANDLES, "classDataAt", CLASS_DATA_AT));
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            indexes.add(integer(i));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(name);
        out.writeInt(2 + 6 * count);
        out.writeShort(count);
        for (int index : indexes) {
            out.writeShort(classDataAt);
            out.writeShort(1);
            out.writeShort(index);
        }
        return bytes.toByteArray();
    }

    private int handleConstant(int index) throws IOException {
        int nameAndType = nameAndType("_", "L" + HANDLE + ";");
        return entry("handle " + index, 17, index, nameAndType);
    }

    private int classNamed(String name) throws IOException {
        int text = text(name);
        return entry("class " + name, 7, text);
    }

    private int methodOf(String type, String name, String descriptor) throws IOException {
        int owner = classNamed(type);
        int nameAndType = nameAndType(name, descriptor);
        return entry("method " + type + name + descriptor, 10, owner, nameAndType);
    }

    private int nameAndType(String name, String descriptor) throws IOException {
        int first = text(name);
        int second = text(descriptor);
        return entry("name and type " + name + descriptor, 12, first, second);
    }

    /** Entries of tag and halfwords; a method handle's kind is one byte. */
    private int entry(String key, int tag, int... items) throws IOException {
        Integer known = constants.get(key);
        if (known != null) {
            return known;
        }
        pool.writeByte(tag);
        for (int i = 0; i < items.length; i++) {
            if (tag == 15 && i == 0) {
                pool.writeByte(items[i]);
            } else {
                pool.writeShort(items[i]);
            }
        }
        return added(key);
    }

    private int text(String text) throws IOException {
        Integer known = constants.get("text " + text);
        if (known != null) {
            return known;
        }
        pool.writeByte(1);
        pool.writeUTF(text);
        return added("text " + text);
    }

    private int integer(int value) throws IOException {
        Integer known = constants.get("integer " + value);
        if (known != null) {
            return known;
        }
        pool.writeByte(3);
        pool.writeInt(value);
        return added("integer " + value);
    }

    private int added(String key) {
        int index = constants.size() + 1;
        constants.put(key, index);
        return index;
    }
}
