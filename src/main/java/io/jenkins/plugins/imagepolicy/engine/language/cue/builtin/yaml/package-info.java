/** YAML as CUE reads and writes it: the rules of the library gopkg.in/yaml.v3 with CUE's own choices among types. */
package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;
