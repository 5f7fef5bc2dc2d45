package ch.dunes.vso.sdk.api.schedule;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that has {@link CronJob} methods.
 *
 * @deprecated the server does not evaluate it any longer
 */
@Deprecated
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface SchedulableTask {}
