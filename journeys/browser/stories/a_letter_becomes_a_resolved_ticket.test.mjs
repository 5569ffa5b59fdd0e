// The main job, end to end: a letter arrives, a specialist triages, notes and answers, the answer leaves as a threaded letter,
// the reply to it joins, the ticket is resolved, and the requester's portal shows the same.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf, pageOf, sendLetter, startBrowser, startDesk, until } from '../desk.mjs';

const MAILBOX = 'support@demo.localhost';
const DANA = 'dana.whitfield@demo.localhost';
const SUBJECT = 'The franking machine shows error 31';

let desk;
let browser;
let priya;
let ticket;

before(async () => {
  desk = await startDesk('main_job');
  browser = await startBrowser();
  priya = await pageOf(browser, desk, 'specialist');
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

test('a letter appears live in the queue', async () => {
  await priya.goto('/tickets?list=all&sort=-created');
  const letter = [`From: Dana Whitfield <${DANA}>`, `To: ${MAILBOX}`, `Subject: ${SUBJECT}`, 'Message-ID: <first@journey.example>', '', 'It beeps three times and then shows error 31.', 'The post leaves at four.', ''].join('\n');
  await sendLetter(desk, { from: DANA, to: MAILBOX, letter });
  await priya.locator('.newer button').click({ timeout: 20_000 });
  const link = priya.getByRole('link', { name: SUBJECT });
  await link.waitFor();
  ticket = (await link.getAttribute('href')).split('?')[0];
});

test('it is triaged: taken, weighed, tagged', async () => {
  await priya.goto(ticket);
  await priya.keyboard.press('a');
  await priya.getByRole('button', { name: /Take it/ }).click();
  await priya.locator('summary.field', { hasText: 'You' }).waitFor();
  await priya.locator('summary.field', { hasText: 'P3' }).click();
  await priya.getByLabel('How soon it hurts').selectOption('high');
  await priya.locator('form[action$="/weight"] button').click();
  await priya.locator('summary.field', { hasText: 'P2 High' }).waitFor();
  await priya.getByLabel('Add a tag').first().fill('franking');
  await priya.getByLabel('Add a tag').first().press('Enter');
  await priya.getByRole('button', { name: 'Remove the tag franking' }).waitFor();
});

test('a note stays inside, and the answer can be taken back before it leaves', async () => {
  await priya.getByText('Internal note', { exact: true }).first().click();
  await priya.locator('#composer-note').fill('Error 31 is the paper sensor, see the vendor notes.');
  await priya.getByRole('button', { name: 'Add note' }).click();
  await priya.locator('.msg.note', { hasText: 'paper sensor' }).waitFor();
  await priya.locator('#composer-reply').fill('Hello Dana, please open the left flap once and close it firmly.');
  await priya.getByRole('button', { name: 'Send and wait for Dana' }).click();
  await priya.locator('.msg', { hasText: 'left flap' }).waitFor();
  await priya.locator('fl-toast').getByRole('button', { name: /Undo/ }).click();
  await until(async () => (await priya.locator('#composer-reply').inputValue()).includes('left flap'));
  await priya.getByRole('button', { name: 'Send and wait for Dana' }).click();
  await priya.locator('.msg', { hasText: 'left flap' }).waitFor();
});

let answer;

test('the answer is in the outbox as a threaded letter', async () => {
  const sam = await pageOf(browser, desk, 'administrator');
  await until(async () => {
    await sam.goto('/outbox');
    const rows = sam.locator('tr', { hasText: SUBJECT }).filter({ hasText: DANA });
    for (const row of await rows.all()) {
      const href = await row.getByRole('link', { name: SUBJECT }).getAttribute('href');
      const raw = await (await sam.request.get(`${href}/raw`)).text();
      if (/left flap/.test(raw)) answer = raw;
    }
    return answer;
  }, 40_000);
  assert.match(answer, /^References:\s*<first@journey\.example>/m);
  assert.match(answer, /^Reply-To:.*support\+/m);
  assert.doesNotMatch(answer, /paper sensor/, 'a note never leaves');
  assert.deepEqual(await faultsOf(sam), []);
});

test('the reply to that letter joins the ticket, live', async () => {
  const to = answer.match(/^Reply-To:.*?(support\+[^>\s]+)/m)[1];
  const id = answer.match(/^Message-ID: (<[^>]+>)/m)[1];
  await priya.goto(ticket);
  const letter = [`From: Dana Whitfield <${DANA}>`, `To: ${to}`, `Subject: Re: ${SUBJECT}`, 'Message-ID: <second@journey.example>', `In-Reply-To: ${id}`, `References: <first@journey.example> ${id}`, '', 'That was it, it prints again!', '', '> Hello Dana, please open the left flap', ''].join('\n');
  await sendLetter(desk, { from: DANA, to, letter });
  await priya.locator('.msg', { hasText: 'it prints again' }).waitFor({ timeout: 20_000 });
  assert.equal(await priya.locator('.msg', { hasText: 'it prints again' }).locator('.body > .prose', { hasText: 'please open' }).count(), 0, 'the quote is folded');
});

test('a reply that crosses a letter is asked about, and nothing is lost', async () => {
  await priya.locator('#composer-reply').fill('Wonderful. I close this one then.');
  await priya.getByRole('button', { name: 'Send and wait for Dana' }).click();
  await priya.locator('fl-toast', { hasText: /Dana Whitfield wrote .* Read it, or send anyway/ }).waitFor();
  assert.equal(await priya.locator('#composer-reply').inputValue(), 'Wonderful. I close this one then.');
});

test('it is resolved', async () => {
  await priya.getByLabel(/other ways/i).click();
  await priya.getByRole('button', { name: 'Send and resolve' }).click();
  await priya.locator('summary .st-resolved').waitFor();
  assert.deepEqual(await faultsOf(priya), []);
});

test('the portal shows the same', async () => {
  const dana = await pageOf(browser, desk, 'requester', { viewport: { width: 390, height: 844 } });
  await dana.goto('/portal/requests');
  await dana.getByRole('link', { name: new RegExp(SUBJECT) }).click();
  await dana.getByText('it prints again').waitFor();
  assert.equal(await dana.getByText('paper sensor').count(), 0);
  assert.deepEqual(await faultsOf(dana), []);
});
