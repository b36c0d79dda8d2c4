package org.kernos.runtime.cabi;

/**
 * What a kernel holds (native M-2 to M-4).
 *
 * @param objects that live as long as the kernel
 * @param bytes these take in the table's terms: 16 per object, and their texts and arrays
 * @param retained handles that were retained and not yet released
 * @param staleHandles uses of objects that had been kept from an earlier call, since the kernel was opened
 */
public record KernelCounters(long objects, long bytes, long retained, long staleHandles) {}
