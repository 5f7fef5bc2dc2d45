package ch.dunes.vso.sdk.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.dunes.vso.sdk.api.query.QuerySpec;
import ch.dunes.vso.sdk.api.query.QuerySpec.CompositeFilter;
import ch.dunes.vso.sdk.api.query.QuerySpec.Filter;
import ch.dunes.vso.sdk.api.scripting.ScriptingMethodDefinition;
import ch.dunes.vso.sdk.api.scripting.ScriptingObjectDefinition;
import ch.dunes.vso.sdk.helper.SDKHelper;
import com.vmware.o11n.sdk.system.ISystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour that running the published classes has shown. */
class BehaviourTest {
    @AfterEach
    void forgetHome() {
        System.clearProperty("server.home.dir");
        System.clearProperty("ch.dunes.vso.plugin.install-username");
        System.clearProperty("ch.dunes.vso.plugin.install-password");
    }

    @Test
    void queryResultStartsWithoutListAndDoesNotCountAdditions() {
        QueryResult result = new QueryResult();
        assertNull(result.getElements());
        assertFalse(result.isPartialResult());
        result.addElement("a");
        assertEquals(Collections.singletonList("a"), result.getElements());
        assertEquals(0, result.getTotalCount());
        assertThrows(NullPointerException.class, () -> result.addElements(null));
    }

    @Test
    void queryResultKeepsTheListItself() {
        List<String> list = new ArrayList<>(List.of("a"));
        assertSame(list, new QueryResult(list, 7).getElements());
        assertTrue(new QueryResult(list, 7).isPartialResult());
        assertEquals(1, new QueryResult(list).getTotalCount());
        assertEquals(0, new QueryResult(null).getTotalCount());
        QueryResult immutable = new QueryResult(List.of("a"));
        assertThrows(UnsupportedOperationException.class, () -> immutable.addElement("b"));
    }

    @Test
    void watcherTakesModuleAndTimeFromItsTrigger() {
        PluginTrigger trigger = new PluginTrigger("Harbour", 60, "Ship", "s1");
        PluginWatcher watcher = new PluginWatcher(trigger);
        assertNull(watcher.getId());
        assertEquals(-1, watcher.getTimeoutDate());
        assertEquals("Harbour", watcher.getModuleName());
        long before = System.currentTimeMillis();
        watcher.setTimeoutDate();
        assertTrue(watcher.getTimeoutDate() >= before + 60_000);
        trigger.setTimeout(0);
        watcher.setTimeoutDate();
        assertEquals(-1, watcher.getTimeoutDate());
        assertNull(new PluginWatcher(null).getModuleName());
    }

    @Test
    void triggerSurvivesJavaSerialisation() throws Exception {
        PluginTrigger trigger = new PluginTrigger("Harbour", 5, "Ship", "s1");
        assertNull(trigger.getProperties());
        trigger.setProperties(new Properties());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(trigger);
        ByteArrayInputStream input = new ByteArrayInputStream(bytes.toByteArray());
        PluginTrigger copy = (PluginTrigger) new ObjectInputStream(input).readObject();
        assertEquals("s1", copy.getSdkId());
        assertEquals(new Properties(), copy.getProperties());
    }

    @Test
    void queriesStartWithoutAnyPart() {
        QuerySpec query = QuerySpec.query();
        assertNull(query.getFilter());
        assertNull(query.getPaging());
        assertNull(query.getSorts());
        assertNull(query.getProjections());
    }

    @Test
    void pagesAreCountedFromOne() {
        QuerySpec query = QuerySpec.query().setPage(3, 10);
        assertEquals(20, query.getPaging().getOffset());
        assertEquals(10, query.getPaging().getSize());
        assertThrows(IllegalArgumentException.class, () -> query.setPage(0, 10));
        assertThrows(IllegalArgumentException.class, () -> query.setSlice(-1, 10));
    }

    @Test
    void sortsAscendUnlessToldOtherwise() {
        QuerySpec query = QuerySpec.query().addSort("name").addSort("age", null);
        assertEquals(
                QuerySpec.SortDirection.ASC, query.getSorts().iterator().next().getDirection());
        assertEquals(2, query.getSorts().size());
    }

    @Test
    void filtersNeedNamesAndParts() {
        assertInstanceOf(CompositeFilter.class, Filter.and(Filter.equal("a", 1)));
        assertThrows(IllegalArgumentException.class, () -> Filter.equal("", 1));
        assertThrows(IllegalArgumentException.class, () -> Filter.equal(null, 1));
        assertThrows(IllegalArgumentException.class, () -> Filter.or(Collections.emptyList()));
        assertThrows(IllegalArgumentException.class, () -> Filter.composite("x", (Filter[]) null));
        Filter odd = Filter.constraintOnObject(
                QuerySpec.ObjectIdentityFilter.THIS_OBJECT, "anything", "v");
        assertInstanceOf(QuerySpec.ObjectIdentityFilter.class, odd);
    }

    @Test
    void definitionsNameTheMissingPart() {
        IllegalStateException missing = assertThrows(
                IllegalStateException.class,
                () -> ScriptingObjectDefinition.newBuilder().scriptingName("Ship").build());
        assertTrue(missing.getMessage().contains("javaClassName"));
        ScriptingMethodDefinition method = ScriptingMethodDefinition.newBuilder()
                .scriptName("sail").javaName("sail").build();
        assertTrue(method.showInApi());
        assertFalse(method.readonly());
        assertTrue(method.parameters().isEmpty());
    }

    @Test
    void runtimeFindersNeedAType() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SDKRuntimeFinderDefinition("", "Ship", "Ship"));
        assertTrue(new SDKRuntimeFinderDefinition("A", null, null).getRelations().isEmpty());
        assertEquals("", new SDKFinderProperty("a", "A", "a", null).getDescription());
    }

    @Test
    void helperReadsAndWritesSettings(@TempDir Path home) throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> SDKHelper.getConfigurationPathForPluginName("Ship"));
        System.setProperty("server.home.dir", home.toString());
        Files.createDirectories(home.resolve("conf/plugins"));
        assertThrows(
                FileNotFoundException.class, () -> SDKHelper.loadPropertiesForPluginName("Ship"));
        Properties settings = new Properties();
        settings.setProperty("port", "80");
        SDKHelper.savePropertiesForPluginName(settings, "\"Ship\"");
        assertEquals(settings, SDKHelper.loadPropertiesForPluginName("Ship"));
    }

    @Test
    void helperKeepsStatesOnlyInAnExistingFile(@TempDir Path home) throws Exception {
        System.setProperty("server.home.dir", home.toString());
        Files.createDirectories(home.resolve("conf/plugins"));
        SDKHelper.setPluginEnabled("Ship", false);
        assertTrue(SDKHelper.isPluginEnabled("Ship"));
        SDKHelper.savePropertiesForPluginName(new Properties(), SDKHelper.CONFIG_FILE_NAME_INT);
        SDKHelper.setPluginEnabled("Ship", false);
        assertFalse(SDKHelper.isPluginEnabled("ship"));
    }

    @Test
    void helperGivesCredentialsOnlyTogether() {
        System.setProperty("ch.dunes.vso.plugin.install-username", "u");
        assertNull(SDKHelper.getPluginInstallCredentials());
        System.setProperty("ch.dunes.vso.plugin.install-password", "p");
        assertArrayEquals(new String[] {"u", "p"}, SDKHelper.getPluginInstallCredentials());
    }

    @Test
    void numbersOfEnumerations() {
        assertEquals(3, ErrorLevel.Fatal.getSeverity());
        assertEquals(-1, ErrorLevel.Debug.getSeverity());
        assertEquals(-1, HasChildrenResult.No.getValue());
        assertEquals("Plugin[Ship, 1.2-3]", new ISystem.Plugin("Ship", "1.2", 3).toString());
    }
}
