package org.kernos.api;

/**
 * Something of an unloaded module that is still in this process (native U-4).
 *
 * @param revision of the module
 * @param what the library or the calls that are left, for people
 * @param bytes of the process's address space, 0 where that is not known
 * @param cause with the code {@link ProblemCode#STILL_MAPPED}, as far as it is known
 */
public record Leak(String module, long revision, String what, long bytes, Problem cause) {}
