package ch.dunes.vso.sdk.context;

/** What the current thread works for. */
public interface IContext {

    /** Id that marks everything done for one request, or null outside of one. */
    String getTraceId();
}
