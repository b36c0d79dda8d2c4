package org.kernos.micropython.build;

import java.util.List;

/** The numbers of a module's sections. */
final class Section {

    static final int CUSTOM = 0;
    static final int TYPE = 1;
    static final int IMPORT = 2;
    static final int FUNCTION = 3;
    static final int EXPORT = 7;
    static final int ELEMENT = 9;
    static final int CODE = 10;
    static final int TAG = 13;

    /** The order they stand in, which is not that of the numbers: tags came after the rest was numbered. */
    static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, TAG, 6, 7, 8, 9, 12, 10, 11);

    private Section() {}
}
