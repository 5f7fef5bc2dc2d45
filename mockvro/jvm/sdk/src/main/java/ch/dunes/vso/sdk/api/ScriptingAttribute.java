package ch.dunes.vso.sdk.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents an attribute that scripts can see. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface ScriptingAttribute {
    /** Text for the API documentation. */
    String value() default "No documentation";
}
