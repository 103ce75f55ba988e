/** What a policy of any kind is: something that matches images and judges them. Loads policy files and applies waivers. */
package io.jenkins.plugins.imagepolicy.engine.policy;
