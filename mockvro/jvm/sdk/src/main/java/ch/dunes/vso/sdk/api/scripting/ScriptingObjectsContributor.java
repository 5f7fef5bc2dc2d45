package ch.dunes.vso.sdk.api.scripting;

import java.util.Collection;

/** Takes the scripting classes that a plug-in defines at run time. */
public interface ScriptingObjectsContributor {

    /** Adds the classes to those scripts can see. */
    void contribute(Collection<ScriptingObjectDefinition> objects);
}
