package ch.dunes.vso.sdk.api;

import java.util.List;

/** Implemented by a factory whose finders are described at run time, not in the descriptor. */
public interface IDynamicFinder {

    /** Displayed properties of a type. */
    List<SDKFinderProperty> getProperties(String type);

    /** Expression that gives the id of an object of a type. */
    String getIdAccessor(String type);
}
