package ch.dunes.util;

import java.util.HashMap;

/** A bag of named values that knows its own type name. */
public interface IPropertyBean {

    /** Name of the type whose properties these are. */
    String getType();

    /**
     * Value of one property.
     *
     * @throws NoSuchPropertyException if the type has no property of that name
     */
    Object getProperty(String name) throws NoSuchPropertyException;

    /**
     * Changes one property.
     *
     * @throws NoSuchPropertyException if the type has no property of that name
     */
    void setProperty(String name, Object value) throws NoSuchPropertyException;

    /** All properties by name. */
    HashMap<String, Object> getProperties();
}
