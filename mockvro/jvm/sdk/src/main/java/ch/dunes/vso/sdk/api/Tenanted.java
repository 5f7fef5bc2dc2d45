package ch.dunes.vso.sdk.api;

/** Something that belongs to a tenant. */
public interface Tenanted {

    /** Name of the tenant. */
    String getTenant();
}
