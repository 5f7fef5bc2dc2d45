package ch.dunes.util;

/** Says that a {@link IPropertyBean} has no property of the name asked for. */
public class NoSuchPropertyException extends Exception {
    private static final long serialVersionUID = 1L;
}
