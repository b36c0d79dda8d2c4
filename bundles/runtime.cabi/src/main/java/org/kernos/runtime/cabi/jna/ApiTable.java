package org.kernos.runtime.cabi.jna;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.cabi.jna.Signatures.Binary;
import org.kernos.runtime.cabi.jna.Signatures.Consumer;
import org.kernos.runtime.cabi.jna.Signatures.Log;
import org.kernos.runtime.cabi.jna.Signatures.OfReal;
import org.kernos.runtime.cabi.jna.Signatures.Raise;
import org.kernos.runtime.cabi.jna.Signatures.Register;
import org.kernos.runtime.cabi.jna.Signatures.Supplier;
import org.kernos.runtime.cabi.jna.Signatures.ToInt;
import org.kernos.runtime.cabi.jna.Signatures.ToReal;
import org.kernos.runtime.cabi.jna.Signatures.Unary;

/**
 * The table of functions that one kernel at a time is given. Tables are used again: making the callbacks takes longer
 * than opening a library, and a thread that a closed kernel left running meets a table that answers "stale" to all.
 *
 * <p>No exception leaves a callback, as C knows no unwinding: it makes the running call fail instead.
 */
final class ApiTable {

    private final Memory memory = new Memory(TableEntry.TABLE_SIZE);
    private final Constants constants;

    /** JNA holds callbacks weakly, and C would call into freed memory. */
    private final List<Callback> callbacks = new ArrayList<>();

    private volatile @Nullable JnaKernel kernel;

    ApiTable(Constants constants) {
        this.constants = constants;
        memory.clear();
        memory.setInt(TableEntry.SIZE_OFFSET, TableEntry.TABLE_SIZE);
        memory.setInt(TableEntry.VERSION_OFFSET, TableEntry.VERSION);
        control();
        read();
        create();
        createLists();
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    /** Chooses whose kernel the table serves, null for nobody's. */
    void serve(@Nullable JnaKernel served) {
        kernel = served;
    }

    private void control() {
        put(TableEntry.REGISTER_FUNCTION, (Register) (registry, name, function, type, variadic) ->
                run(k -> k.register(registry, name, function, type, variadic != 0)));
        put(TableEntry.EVAL, (Binary) (context, object) -> handle(k -> k.eval(context, object)));
        put(TableEntry.RAISE, (Raise) (context, code, message) -> handle(k -> k.raise(context, code, message)));
        put(TableEntry.RETAIN, (Unary) object -> handle(k -> k.retain(object)));
        put(TableEntry.RELEASE, (Consumer) retained -> run(k -> k.release(retained)));
        put(TableEntry.CONFIG, (Binary) (context, key) -> handle(k -> k.config(context, key)));
        put(TableEntry.LOG, (Log) (level, message) -> run(k -> k.log(level, message)));
    }

    private void read() {
        put(TableEntry.GET_TYPE, (ToInt) object -> (int) number(k -> k.reader().type(object)));
        put(TableEntry.AS_INT, (Unary) object -> number(k -> k.reader().asInt(object)));
        put(TableEntry.AS_REAL, (ToReal) object -> Double.longBitsToDouble(
                number(k -> Double.doubleToRawLongBits(k.reader().asReal(object)))));
        put(TableEntry.AS_STRING, (Unary) object -> text(k -> k.reader().asString(object)));
        put(TableEntry.AS_SYMBOL, (Unary) object -> text(k -> k.reader().asSymbol(object)));
        put(TableEntry.AS_LIST, (Unary) object -> number(k -> k.reader().asList(object)));
        put(TableEntry.LIST_SIZE, (Unary) list -> number(k -> k.reader().listSize(list)));
        put(TableEntry.LIST_AT, (Binary) (list, index) -> handle(k -> k.reader().listAt(list, index)));
        put(TableEntry.SOME_HAS_VALUE, (ToInt)
                object -> (int) number(k -> k.reader().someHasValue(object)));
        put(TableEntry.SOME_GET_VALUE, (Unary) object -> handle(k -> k.reader().someGetValue(object)));
        put(TableEntry.AS_BYTES, (Binary)
                (object, length) -> number(k -> k.reader().asBytes(object, length)));
        put(TableEntry.AS_INTS, (Binary) (list, count) -> number(k -> k.reader().asInts(list, count)));
        put(TableEntry.AS_REALS, (Binary)
                (list, count) -> number(k -> k.reader().asReals(list, count)));
    }

    private void create() {
        put(TableEntry.CREATE_INT, (Unary) value -> handle(k -> k.maker().createInt(value)));
        put(TableEntry.CREATE_REAL, (OfReal) value -> handle(k -> k.maker().createReal(value)));
        put(TableEntry.CREATE_STRING, (Unary) text -> handle(k -> k.maker().createString(text)));
        put(TableEntry.CREATE_NONE, (Supplier) constants::none);
        put(TableEntry.CREATE_SYMBOL, (Unary) name -> handle(k -> k.maker().createSymbol(name)));
        put(TableEntry.CREATE_ERROR, (Unary) wrapped -> handle(k -> k.maker().createError(wrapped)));
        put(TableEntry.CREATE_SOME, (Unary) wrapped -> handle(k -> k.maker().createSome(wrapped)));
        put(TableEntry.CREATE_DATUM, (Unary) wrapped -> handle(k -> k.maker().createDatum(wrapped)));
        put(TableEntry.CREATE_BYTES, (Binary)
                (bytes, length) -> handle(k -> k.maker().createBytes(bytes, length)));
    }

    private void createLists() {
        put(TableEntry.CREATE_PAREN_LIST, (Binary)
                (objects, count) -> handle(k -> k.maker().createParenList(objects, count)));
        put(TableEntry.CREATE_BRACKET_LIST, (Binary)
                (objects, count) -> handle(k -> k.maker().createBracketList(objects, count)));
        put(TableEntry.CREATE_BRACE_LIST, (Binary)
                (objects, count) -> handle(k -> k.maker().createBraceList(objects, count)));
        put(TableEntry.CREATE_INTS, (Binary)
                (values, count) -> handle(k -> k.maker().createInts(values, count)));
        put(TableEntry.CREATE_REALS, (Binary)
                (values, count) -> handle(k -> k.maker().createReals(values, count)));
    }

    private void put(TableEntry entry, Callback callback) {
        callbacks.add(callback);
        memory.setLong(entry.offset(), CallbackAddress.of(callback));
    }

    @FunctionalInterface
    private interface Body {
        long run(JnaKernel kernel);
    }

    @FunctionalInterface
    private interface Action {
        void run(JnaKernel kernel);
    }

    private long handle(Body body) {
        return guarded(body, constants.stale());
    }

    private long number(Body body) {
        return guarded(body, 0);
    }

    private long text(Body body) {
        return guarded(body, constants.emptyText());
    }

    private void run(Action action) {
        JnaKernel served = kernel;
        if (served != null) {
            try {
                action.run(served);
            } catch (Throwable e) {
                served.failed(e);
            }
        }
    }

    private long guarded(Body body, long otherwise) {
        JnaKernel served = kernel;
        if (served == null) {
            return otherwise;
        }
        try {
            return body.run(served);
        } catch (Throwable e) {
            served.failed(e);
            return otherwise;
        }
    }
}
