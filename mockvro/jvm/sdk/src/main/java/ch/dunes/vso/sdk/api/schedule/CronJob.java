package ch.dunes.vso.sdk.api.schedule;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that should run regularly.
 *
 * @deprecated the server does not evaluate it any longer
 */
@Deprecated
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface CronJob {
    /** When to run, as a cron expression. */
    String cron();
}
