package ch.dunes.vso.sdk.api;

import java.util.Collection;

/** Takes the inventory types that a plug-in defines at run time. */
public interface IRuntimeFinderContributor {

    /** Replaces all types announced so far. */
    void setRuntimeFinders(Collection<SDKRuntimeFinderDefinition> finders);
}
