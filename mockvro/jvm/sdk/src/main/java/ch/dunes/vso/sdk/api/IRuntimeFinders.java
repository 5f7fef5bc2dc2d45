package ch.dunes.vso.sdk.api;

/**
 * Implemented by an adaptor that defines inventory types at run time.
 *
 * @deprecated the service registry offers the contributor
 */
@Deprecated
public interface IRuntimeFinders {

    /** Receives the contributor. */
    void setRuntimeFinderContributer(IRuntimeFinderContributor contributor);
}
