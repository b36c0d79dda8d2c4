package org.kernos.elf;

/** The GNU hash table, read for one thing: the number of symbols, which is the end of its last chain. */
final class GnuHash {

    private static final int HEADER_SIZE = 16;

    private final ElfBytes file;
    private final long firstHashed;
    private final int buckets;
    private final long bucketCount;
    private final long chains;

    GnuHash(ElfBytes file, long table) throws DamagedElfException {
        this.file = file;
        bucketCount = file.u32(table, "the hash table");
        firstHashed = file.u32(table + 4, "the hash table");
        long bloomWords = file.u32(table + 8, "the hash table");
        long start = table + HEADER_SIZE + bloomWords * Long.BYTES;
        buckets = file.range(start, bucketCount * Integer.BYTES, "the hash table");
        chains = start + bucketCount * Integer.BYTES;
    }

    /** 0 when no symbol is hashed: the table says nothing of those that are not. */
    long symbolCount() throws DamagedElfException {
        long last = 0;
        for (int i = 0; i < bucketCount; i++) {
            last = Math.max(last, file.u32(buckets + 4L * i, "a hash bucket"));
        }
        if (last == 0) {
            return 0;
        }
        if (last < firstHashed) {
            throw new DamagedElfException("a hash bucket names symbol " + last
                    + ", but the first symbol in the hash table is " + firstHashed);
        }
        while ((file.u32(chains + (last - firstHashed) * Integer.BYTES, "a hash chain") & 1) == 0) {
            last++;
        }
        return last + 1;
    }
}
