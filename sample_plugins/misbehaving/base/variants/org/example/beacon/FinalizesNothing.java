package org.example.beacon;

/** Keeps subclasses from having a finalizer. */
public class FinalizesNothing {
    @Override
    protected final void finalize() throws Throwable {
        super.finalize();
    }
}
