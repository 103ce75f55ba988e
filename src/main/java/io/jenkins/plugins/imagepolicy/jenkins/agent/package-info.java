/** Runs the engine that the plugin carries on the machine that has the workspace. Only text crosses into the engine. */
package io.jenkins.plugins.imagepolicy.jenkins.agent;
