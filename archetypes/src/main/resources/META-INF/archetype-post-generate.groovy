// Maven asks for the names only where it asks at all, and unpacks scripts that cannot be run.
def expected = [
    vendor: 'small letters, digits and hyphens, such as acme', id: 'small letters, digits and hyphens, such as fast-gate',
    prefix: 'the beginning of a class name, such as FastGate'
]
def forms = [vendor: /[a-z0-9][a-z0-9-]*/, id: /[a-z0-9][a-z0-9-]*/, prefix: /[A-Z][A-Za-z0-9]*/]
def project = new File(request.outputDirectory, request.artifactId)
forms.each { name, form ->
  def value = request.properties.getProperty(name)
  if (!(value ==~ form)) {
    project.deleteDir()
    throw new IllegalArgumentException("-D$name=$value: expected ${expected[name]}")
  }
}
new File(project, 'mvnw').setExecutable(true, false)
