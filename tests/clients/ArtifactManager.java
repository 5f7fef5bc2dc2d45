import com.vmware.pscoe.iac.artifact.configuration.ConfigurationVro;
import com.vmware.pscoe.iac.artifact.model.Package;
import com.vmware.pscoe.iac.artifact.model.PackageContent;
import com.vmware.pscoe.iac.artifact.model.PackageFactory;
import com.vmware.pscoe.iac.artifact.model.PackageType;
import com.vmware.pscoe.iac.artifact.model.vro.VroPackageContent;
import com.vmware.pscoe.iac.artifact.rest.RestClientFactory;
import com.vmware.pscoe.iac.artifact.rest.RestClientVro;
import java.io.File;
import java.util.Properties;

/** Push, list, run, pull and clean with the client of build-tools; prints one fact a line. */
public final class ArtifactManager {
  public static void main(String[] args) throws Exception {
    System.setProperty("vrealize.ssl.ignore.certificate", "true");
    System.setProperty("vrealize.ssl.ignore.hostname", "true");
    RestClientVro client = RestClientFactory.getClientVro(ConfigurationVro.fromProperties(target(args)));
    System.out.println("version " + client.getVersion());
    Package pushed = PackageFactory.getInstance(PackageType.VRO, new File(args[1]));
    client.importPackage(pushed, false, false);
    client.getPackages().forEach(each -> System.out.println("package " + each.getFQName()));
    VroPackageContent content = client.getPackageContent(pushed);
    content.getContent().forEach(each -> System.out.println(each.getType() + " " + each.getName()));
    run(client, args[3]);
    Package pulled = client.getPackages().get(0);
    pulled.setFilesystemPath(args[2]);
    client.exportPackage(pulled, false, false, false);
    for (PackageContent.Content<VroPackageContent.ContentType> each : content.getContent()) {
      client.deleteContent(each, false);
    }
    client.deletePackage(pushed, false, false);
    System.out.println("left " + client.getPackages().size());
  }

  private static void run(RestClientVro client, String workflow) throws Exception {
    Properties inputs = new Properties();
    inputs.setProperty("who", "Ann");
    System.out.println("inputs " + client.getInputParametersTypes(workflow));
    String id = client.startWorkflow(workflow, inputs, client.getInputParametersTypes(workflow));
    String state = client.getExecutionState(workflow, id);
    for (int tries = 0; !state.equals("completed") && tries < 200; tries++) {
      Thread.sleep(25);
      state = client.getExecutionState(workflow, id);
    }
    System.out.println("state " + client.getExecution(workflow, id).getState());
    System.out.println("logs " + client.getWorkflowLogs(workflow, id, "debug", 0L).size());
  }

  private static Properties target(String[] args) {
    Properties properties = new Properties();
    properties.setProperty("host", "localhost");
    properties.setProperty("port", args[0]);
    properties.setProperty("username", "vcoadmin");
    properties.setProperty("password", "vcoadmin");
    properties.setProperty("auth", "BASIC");
    properties.setProperty("packageImportConfigurationAttributeValues", "true");
    properties.setProperty("packageExportConfigurationAttributeValues", "true");
    properties.setProperty("packageExportGlobalTags", "true");
    return properties;
  }
}
