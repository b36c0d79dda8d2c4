package org.kernos.runtime.cabi;

/**
 * What a kernel holds (native M-2 to M-4).
 *
 * @param objects that live as long as the kernel
 * @param bytes these take in the table's terms: 16 per object, and their texts and arrays
 * @param retained handles that were retained and not yet released
 * @param staleHandles uses of objects that had been kept from an earlier call, since the kernel was opened
 * @param spills pieces of memory taken for calls that a frame was too small for, since the kernel was opened (native H-4);
 *     0 where there are no frames
 */
public record KernelCounters(long objects, long bytes, long retained, long staleHandles, long spills) {}
