package org.kernos.deployer;

/** What a module that waits may be waiting for. */
interface Surroundings {

    /** Equal to a former one while nothing has come, gone, or changed its state since: modules, readers, runtimes. */
    Object snapshot();

    /** Whether the framework has a bundle of a module, which the container need not have read yet. */
    boolean hasBundle(String module);
}
