package ch.dunes.vso.sdk.api;

/** A token of name and password that also tells the tenant. */
public interface TenantAwareUsernamePasswordToken extends IUsernamePasswordToken, Tenanted {}
