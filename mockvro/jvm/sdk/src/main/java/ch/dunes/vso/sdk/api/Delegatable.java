package ch.dunes.vso.sdk.api;

/** A token whose holder may act for others. */
public interface Delegatable {

    /** Whether the named party may use this token. */
    boolean isDelegatedFor(String delegate);
}
