package ch.dunes.vso.sdk.api;

/** Stands for a token of name and password. */
public interface IUsernamePasswordTokenProxy extends IUserTokenProxy<IUsernamePasswordToken> {}
