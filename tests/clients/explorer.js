// What the explorer of VRDT does, with its own client: node explorer.js OUT FOLDER < profile and inputs
const { createRequire } = require("module")
const fs = require("fs")

const [out, folder] = process.argv.slice(2)
const given = JSON.parse(fs.readFileSync(0, "utf8"))
createRequire(`${out}/index.js`)("reflect-metadata")
const { VroRestClient } = require(`${out}/rest/VroRestClient.js`)

const profile = {
  get: (key) => given.profile[key],
  getOptional: (key, otherwise) => given.profile[key] ?? otherwise,
}
const client = new VroRestClient({ activeProfile: profile })
const KINDS = ["WorkflowCategory", "ConfigurationElementCategory", "ResourceElementCategory", "ScriptModuleCategory"]

async function below(categories) {
  const found = []
  for (const each of categories) {
    found.push(each.name)
    if (each.type.endsWith("Category")) found.push(...(await below(await client.getChildrenOfCategory(each.id))))
  }
  return found
}

async function inventory(href, depth) {
  const found = []
  for (const each of await client.getInventoryItems(href)) {
    if (each.rel !== "down") continue
    found.push([depth, each.name, each.type])
    if (depth < 3) found.push(...(await inventory(each.href, depth + 1)))
  }
  return found
}

async function details() {
  const { plugins } = await client.getVroServerData()
  const found = {}
  for (const plugin of plugins) {
    const link = /\/plugins\/([a-zA-Z0-9_\-./]+)/.exec(plugin.detailsLink)[1]
    found[plugin.moduleName ?? plugin.name] = (await client.getPluginDetails(link)).objects.map((each) => each.name)
  }
  return found
}

async function main() {
  const seen = { version: (await client.getVersion()).version }
  await client.importPackage(given.package)
  seen.packages = await client.getPackages()
  const [run] = (await client.getWorkflows()).filter((each) => each.name === given.workflow)
  seen.outputs = await client.executeWorkflow(run.id, ...given.inputs)
  seen.categories = {}
  for (const kind of KINDS) seen.categories[kind] = await below(await client.getRootCategories(kind))
  seen.inventory = await inventory(undefined, 1)
  seen.details = await details()
  await client.fetchIcon(given.plugin, "", `${folder}/icon.png`)
  await client.fetchWorkflowSchema(run.id, `${folder}/schema.png`)
  await client.fetchWorkflow(run.id, `${folder}/workflow.zip`)
  const [configuration] = await client.getConfigurations()
  seen.configuration = await client.getConfigElementXml(configuration.id)
  process.stdout.write("\n" + JSON.stringify(seen) + "\n")
  process.exit(0)
}

main().catch((problem) => {
  console.error(problem)
  process.exit(1)
})
