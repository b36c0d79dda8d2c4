package org.kernos.launcher;

/** The main class of {@link ClassArchiveTest}'s installation. */
final class ArchivedMain {

    private ArchivedMain() {}

    public static void main(String[] args) {
        System.out.println("started");
    }
}
