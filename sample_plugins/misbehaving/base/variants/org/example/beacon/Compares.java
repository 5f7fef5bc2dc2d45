package org.example.beacon;

public class Compares {
    private String password = "";
    private Object owner;

    /** By identity, as nobody should. */
    public boolean changes(String other, int times) {
        int doubled = times * 2;
        return doubled > 0 && password != other;
    }

    /** The quick way first. */
    public boolean isSame(String other) {
        return password == other || password.equals(other);
    }

    /** No texts. */
    public boolean belongsTo(Object other) {
        return owner == other;
    }
}
