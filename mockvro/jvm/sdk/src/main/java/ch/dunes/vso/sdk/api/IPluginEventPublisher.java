package ch.dunes.vso.sdk.api;

import java.util.Properties;

/** Takes the events and measurements that policies react to. */
public interface IPluginEventPublisher {

    /** Reports that a declared event has happened to an object. */
    void pushTrigger(String type, String id, String eventName, Properties properties);

    /** Reports the value of a declared gauge of an object. */
    void pushGauge(String type, String id, String gaugeName, String deviceName, Double value);
}
