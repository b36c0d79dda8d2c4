package org.kernos.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What kind of problem, with a number that is never reused: 01xx descriptor, 02xx files and libraries, 03xx resolving,
 * 04xx calling, 05xx swapping, 06xx sources, 07xx values as bytes, 08xx programs. {@code docs/problems.md} has a text for each.
 */
public enum ProblemCode {
    UNKNOWN_TYPE(101),
    SYNTAX(102),
    DESCRIPTOR_FORM(103),
    NAME(104),
    DUPLICATE(105),
    LIMIT(106),
    MANIFEST(107),
    NAME_MISMATCH(108),
    VARIADIC_PLACE(109),
    NO_DESCRIPTOR(110),
    SUSPICIOUS_SYMBOL(111),
    NOT_FORMATTED(112),
    HEADER(113),
    INTERFACE(114),

    DIRECTORY_MISSING(201),
    OUTSIDE_DIRECTORY(202),
    LIBRARY_MISSING(203),
    LIBRARY_PLATFORM(204),
    LIBRARY_DAMAGED(205),
    ENTRY_POINT_MISSING(206),
    LIBRARY_UNRESOLVED(207),
    NOT_REGISTERED(208),
    NOT_DECLARED(209),
    INIT_FAILED(210),
    SHUTDOWN_FAILED(211),
    STILL_MAPPED(212),
    UNIQUE_SYMBOLS(213),
    UNREADABLE(214),
    METHOD(215),
    OBJECT_UNSUPPORTED(216),
    CONFIGURATION(217),

    DEPENDENCY_MISSING(301),
    DEPENDENCY_CYCLE(302),
    HAS_DEPENDENTS(303),
    LOCKED(304),
    ALREADY_INSTALLED(305),
    RUNTIME_MISSING(306),
    MODULE_NOT_FOUND(307),
    FRAMEWORK(308),
    PROVIDER_FAILED(309),
    VERSION_CONFLICT(310),
    ABI_MISMATCH(311),
    INTERFACE_INCOMPLETE(312),
    INTERFACE_MISMATCH(313),
    NOT_PRIVILEGED(314),

    NO_SUCH_FUNCTION(401),
    ARGUMENT_TYPE(402),
    ARGUMENT_COUNT(403),
    RETURN_TYPE(404),
    RAISED(405),
    NOT_ACTIVE(406),
    TIME_LIMIT(407),
    EVALUATION(408),
    BUSY(409),
    BINDING(410),
    CALL_FAILED(411),
    CAPABILITY_MISSING(412),
    MESSAGE(413),

    STATE(501),
    SWAP_REFUSED(502),
    SWAP_BUSY(503),
    NO_FORMER_REVISION(504),

    SOURCE_RESOLVER(601),
    SOURCE_HINT(602),
    SOURCE_DIGEST(603),
    SOURCE_CANCELLED(604),
    PROJECT(608),
    PACKAGE(609),

    ENCODING(701),

    PROGRAM_CHECK(801),
    PROGRAM_LIMIT(802),
    PROGRAM_CANCELLED(803),
    PROGRAM_IMPORT(804),
    PROGRAM_UNREADABLE(805),
    PROGRAM_RAISED(806);

    private final int number;

    ProblemCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** As users meet it: {@code KERNOS-0402}. */
    public String label() {
        return String.format(Locale.ROOT, "KERNOS-%04d", number);
    }

    /** The code with this number, or empty for one that this version does not know. */
    public static Optional<ProblemCode> findByNumber(long number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }

    /** The code with this {@link #label()}, or empty for one that this version does not know. */
    public static Optional<ProblemCode> findByLabel(String label) {
        return Arrays.stream(values())
                .filter(code -> code.label().equals(label))
                .findFirst();
    }
}
