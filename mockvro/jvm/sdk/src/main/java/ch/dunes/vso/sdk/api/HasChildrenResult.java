package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Answer to the question whether a relation of an object leads anywhere. */
public enum HasChildrenResult implements Serializable {
    /** There is at least one child. */
    Yes(1),
    /** There is none. */
    No(-1),
    /** Only asking for the children would tell. */
    Unknown(0);

    private static final long serialVersionUID = 1L;

    private final int value;

    HasChildrenResult(int value) {
        this.value = value;
    }

    /** Number that stands for the answer. */
    public int getValue() {
        return value;
    }
}
