package ch.dunes.vso.sdk.api;

/** Tells the server what has changed in the inventory of a plug-in. */
public interface IPluginNotificationHandler {

    /** Attributes of the object have changed. */
    void notifyElementUpdated(String type, String id);

    /** The object does not exist any longer. */
    void notifyElementDeleted(String type, String id);

    /** Children of the object have changed; (null, null) means the whole tree. */
    void notifyElementInvalidate(String type, String id);

    /** Session whose factory this handler was given to. */
    String getSessionID();

    /** Sends a message about an object to the log and the client. */
    void notifyMessage(ErrorLevel severity, String type, String id, String message);
}
