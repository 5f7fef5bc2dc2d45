package ch.dunes.vso.sdk.api;

/**
 * Access to properties of objects by type and name.
 *
 * @deprecated no longer called by the server
 */
@Deprecated
public interface IAop {

    /** Reads a property of an object of the given type. */
    Object get(String type, Object target, Object property);

    /** Changes a property of the object with the given id. */
    void set(String type, String id, Object value);
}
